"""Runs a module at another time: ``python -m tests.browser.at 2025-12-07T19:40+00:00 streamlit run app.py``."""

from __future__ import annotations

import runpy
import sys

import time_machine

if __name__ == "__main__":
    _, when, module, *_ = sys.argv
    sys.argv = sys.argv[2:]
    time_machine.travel(when, tick=True).start()
    runpy.run_module(module, run_name="__main__", alter_sys=True)
