"""Opening what a command asks. Apart from the commands, so that the pages that share code with them load none."""

from __future__ import annotations

from catalogue.settings import load_settings
from views import status, terminal
from views.compose import Services, open_services


def ready() -> Services:
    """Open what a question needs; warn of an index that is behind the catalogue, and answer from it all the same."""
    services = open_services(load_settings())
    if message := status.staleness(services):
        terminal.warn(message)
    return services
