"""gunicorn's log, without personal links."""

from datetime import timedelta

from gunicorn.glogging import Logger

from config.logs import MaskLinks, mask


class MaskingLogger(Logger):
    """Mask every piece of an access log line, and every line of the error log."""

    def setup(self, cfg):
        super().setup(cfg)
        self.error_log.addFilter(MaskLinks())

    def atoms(self, resp, req, environ, request_time):
        """What a line may be made of: nothing about the visitor, whatever format somebody sets.

        gunicorn would gather every header of request and answer for the few things our lines name.
        """
        line = f"{environ['REQUEST_METHOD']} {environ['RAW_URI']} {environ['SERVER_PROTOCOL']}"
        return {
            "t": self.now(),
            "r": mask(line),
            "s": str(resp.status).partition(" ")[0],
            "b": str(resp.sent),
            "M": request_time // timedelta(milliseconds=1),
        }
