#!/usr/bin/env python3
"""Django's command line with the portal's settings. `bin/manage` runs it in the project's environment."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Chưa có thư viện của dự án. Hãy chạy bin/run hoặc bin/manage để tự cài đặt.")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
