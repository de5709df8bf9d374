"""Where the README's figures come from. Each script prints what it measured beside what a user would pick instead."""
