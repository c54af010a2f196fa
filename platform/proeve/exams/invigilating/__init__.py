"""What an invigilator does during a sitting: minutes, pauses, ends; each act is kept, and undone where time allows."""
