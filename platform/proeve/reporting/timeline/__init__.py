"""The timeline of one attempt: all that is known of it, from the invitation to the certificate, for an objection."""
