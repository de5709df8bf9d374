"""Those who opted in: what they say of themselves, what they allow, and what is made of it. One file, nothing else."""
