package orchestrator.scenario.proxy.jsonrpc;

import com.linecorp.armeria.common.auth.AuthToken;
import orchestrator.scenario.proxy.net.NodeFields;

/** Holds a user and a password for HTTP's basic authentication, and shows neither. */
final class Login {
  private final String header;

  Login(String user, String password) {
    if (user.contains(":")) {
      throw NodeFields.wrong("user", "must not contain a colon");
    }
    header = AuthToken.ofBasic(user, password).asHeaderValue();
  }

  /** The value of the header {@code authorization}. */
  String header() {
    return header;
  }
}
