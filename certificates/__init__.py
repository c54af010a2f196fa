"""What a certificate is and how it is drawn: plain facts in, PDF bytes out; no database, web, clock or environment."""
