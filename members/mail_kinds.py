"""The mails about membership, by the names they have in the outbox."""

JOINING = "members.confirm_enrolment"
LINK = "members.send_link"
STAY = "members.stay"
DETAILS = "members.confirm_details"
MOVE_FROM = "members.move_from"
MOVE_TO = "members.move_to"
