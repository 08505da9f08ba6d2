package orchestrator.scenario.proxy;

import java.util.Map;

/**
 * Declares a kind of proxy. One is found by its name among those that {@link
 * java.util.ServiceLoader} finds, or by the name of its class.
 */
public interface ProxyType {
  /** The name for {@code --proxy}. */
  String name();

  /** One sentence on what it sends, and to whom. */
  String description();

  /**
   * The options that it takes ({@code --proxy-option NAME=VALUE}), each with one sentence on its
   * meaning and default, in the order in which they are to be shown.
   */
  Map<String, String> options();

  /**
   * Begins the work of a service or a run.
   *
   * @param options values by name; only names of {@link #options}
   * @throws IllegalArgumentException when a value is wrong; the message names the option
   */
  Proxies open(Map<String, String> options);
}
