package orchestrator.lib.transaction;

/**
 * Names the version of the running build, as {@code QueryVersion} tells it.
 *
 * @param text such as {@code 1.2.3}
 */
public record BuildVersion(String text) {}
