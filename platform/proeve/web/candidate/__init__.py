"""Pages for employees: their exams, the sitting, results and certificates."""
