EAPI=8
inherit acct-user
ACCT_USER_ID=980
