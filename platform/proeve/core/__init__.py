"""What every room stands on: settings, clock, errors, database, jobs, mail."""
