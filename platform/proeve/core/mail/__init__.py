"""Mail: messages that are kept, sent by a job, and visible with their state to whoever is responsible."""
