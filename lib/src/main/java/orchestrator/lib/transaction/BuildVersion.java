package orchestrator.lib.transaction;

/**
 * The version of the running build, as {@code QueryVersion} tells it.
 *
 * @param text such as {@code 1.2.3}
 */
public record BuildVersion(String text) {}
