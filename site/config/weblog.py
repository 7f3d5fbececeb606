"""gunicorn's log, without personal links."""

from gunicorn.glogging import Logger

from config.logs import MaskLinks, mask


class MaskingLogger(Logger):
    """Mask every piece of an access log line, and every line of the error log."""

    def setup(self, cfg):
        super().setup(cfg)
        self.error_log.addFilter(MaskLinks())

    def atoms(self, resp, req, environ, request_time):
        atoms = super().atoms(resp, req, environ, request_time)
        return {name: mask(value) if isinstance(value, str) else value for name, value in atoms.items()}
