"""What a question is, how a form is drawn and how an answer is graded; no database, no web, no clock."""
