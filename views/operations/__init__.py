"""What whoever runs the site needs: is it well, what does it do, what went wrong, and how to get it back."""
