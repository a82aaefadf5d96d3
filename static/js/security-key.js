/* Asks a security key (WebAuthn) and sends its answer with the form around the button.

   The server's options and the key's answer are JSON; their binary parts are base64url. */

function bytes(text) {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

function binary(credentials = []) {
  return credentials.map((item) => ({ ...item, id: bytes(item.id) }));
}

async function create({ publicKey }) {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: binary(publicKey.excludeCredentials),
    },
  });
  const { response } = credential;
  return answer(credential, {
    attestationObject: text(response.attestationObject),
    transports: response.getTransports(),
  });
}

async function get({ publicKey }) {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: binary(publicKey.allowCredentials),
    },
  });
  const { response } = credential;
  return answer(credential, {
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    userHandle: response.userHandle && text(response.userHandle),
  });
}

function answer(credential, response) {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
  };
}

const ACTIONS = { create, get };

for (const form of document.querySelectorAll('[data-security-key]')) {
  const button = form.querySelector('[data-ask]');
  const failed = form.querySelector('[data-failed]');
  const options = JSON.parse(form.querySelector('script[type="application/json"]').textContent);
  if (!window.PublicKeyCredential) continue;
  button.hidden = false;
  form.querySelector('[data-without]').hidden = true;
  button.addEventListener('click', async () => {
    failed.hidden = true;
    try {
      const credential = await ACTIONS[form.dataset.securityKey](options);
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
