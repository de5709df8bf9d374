"""The glossary outside the pages: what its commands do, print and write."""
