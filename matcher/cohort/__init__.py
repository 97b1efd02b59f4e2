"""Everyone at once: one plan for many open requests, with its proof; and what each choice does to the others."""
