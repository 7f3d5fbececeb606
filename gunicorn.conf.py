"""How the web processes run in production: `gunicorn` reads this file by itself."""

import os

pythonpath = "site"
wsgi_app = "config.wsgi:application"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
accesslog = "-"
# Personal links stand in paths, so the access log masks them; no visitor's address or browser is kept.
logger_class = "config.weblog.MaskingLogger"
access_log_format = '%(t)s "%(r)s" %(s)s %(b)s %(M)sms'
control_socket_disable = True
