"""Settings: `dev` for one machine, `test` for the suite, `production` for service; all stand on `base`."""
