MTA = 'Postfix'
POSTFIX_ALIAS_CMD = '/usr/sbin/postalias hash:'
POSTFIX_MAP_CMD = '/usr/sbin/postmap hash:'
