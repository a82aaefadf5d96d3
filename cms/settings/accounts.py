"""Accounts: sign-up, sign-in, confirmation of addresses, second factor, sessions."""

from cms.settings.env import env

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_home"
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
# Passwords and addresses are changed in the account alone.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

ACCOUNT_ADAPTER = "cms.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Tell the person of every change that concerns the security of the account.
ACCOUNT_EMAIL_NOTIFICATIONS = True
# One address, replaced when the new one is confirmed.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
# "Remember me" lasts this long without a visit; otherwise a session ends with the browser.
ACCOUNT_SESSION_COOKIE_AGE = 30 * 24 * 60 * 60
ACCOUNT_FORMS = {
    "login": "cms.accounts.forms.SignInForm",
    "signup": "cms.accounts.forms.SignUpForm",
    "add_email": "cms.accounts.forms.ChangeAddressForm",
    "change_password": "cms.accounts.forms.NewPasswordForm",
    "set_password": "cms.accounts.forms.FirstPasswordForm",
    "reset_password": "cms.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "cms.accounts.forms.PasswordByLetterForm",
    "reauthenticate": "cms.accounts.forms.PasswordAgainForm",
}

# Seconds in which attempts are counted; the page of a refusal names it as the time to wait.
ACCOUNT_RATE_WINDOW = 5 * 60
ACCOUNT_RATE_LIMITS = {
    # Counted by the doors themselves, which keep what was typed: cms.accounts.doors.
    "login": "",
    "signup": "",
    "reset_password": "",
    "request_login_code": "",
    # Attempts at the code of a second factor.
    "login_failed": f"5/{ACCOUNT_RATE_WINDOW}s/key",
    "reauthenticate": f"10/{ACCOUNT_RATE_WINDOW}s/user",
    "change_password": f"5/{ACCOUNT_RATE_WINDOW}s/user",
    "manage_email": f"10/{ACCOUNT_RATE_WINDOW}s/user",
    "reset_password_from_key": f"20/{ACCOUNT_RATE_WINDOW}s/ip",
    # A second letter to an unconfirmed address.
    "confirm_email": "1/180s/key",
}

# Whether the editorial office opens with a second factor only; production asks for it by default.
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=False)
# A session of somebody who works here ends after this time without a request.
STAFF_IDLE_SECONDS = 8 * 60 * 60
MFA_ADAPTER = "cms.accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# Clocks of telephones are up to half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "cms.accounts.forms.CodeForm",
    "reauthenticate": "cms.accounts.forms.CodeAgainForm",
    "activate_totp": "cms.accounts.forms.FirstCodeForm",
    "add_webauthn": "cms.accounts.forms.NewKeyForm",
    "edit_webauthn": "cms.accounts.forms.KeyNameForm",
}
