"""Asking services on the net, politely by construction: whoever uses `transports` cannot ask too often."""
