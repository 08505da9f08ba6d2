package orchestrator.server.config;

import java.util.regex.Pattern;

/**
 * Knows the variables by which Kubernetes tells each container of the services beside it. A service
 * whose name is {@code orchestrator}, or starts so, gives variables that sound like settings.
 */
final class KubernetesVariables {
  private static final Pattern HOST_OR_PORT =
      Pattern.compile("\\w+_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_\\w+)?)");
  private static final Pattern URL = Pattern.compile("(tcp|udp|sctp)://.*");

  private KubernetesVariables() {}

  /**
   * Whether a variable is one of them. Those that are plain {@code ..._PORT} hold a URL; any other
   * value was given by somebody who took the name for a setting's.
   */
  static boolean contain(String variable, String value) {
    return HOST_OR_PORT.matcher(variable).matches()
        || (variable.endsWith("_PORT") && URL.matcher(value).matches());
  }
}
