"""``python -m khabar``."""

from khabar.cli.main import main

if __name__ == "__main__":
    main()
