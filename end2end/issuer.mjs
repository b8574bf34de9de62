// An OpenID Connect issuer for journeys: whoever asks signs in by typing an address. `user@…` is confirmed, `unconfirmed@…` is not.
import Provider from "oidc-provider";

const port = Number(process.argv[2]);
const back = process.argv[3];

const provider = new Provider(`http://localhost:${port}`, {
  clients: [
    { client_id: "mewayz", client_secret: "a secret of the journeys", redirect_uris: [back], grant_types: ["authorization_code"] },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ["only for journeys"] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: id, email_verified: !id.startsWith("unconfirmed"), name: "Robin Elsewhere" }),
  }),
});

provider.listen(port, "127.0.0.1", () => console.log(`issuer on ${port}`));
