package orchestrator.chaincode.service;

/** Says that the chaincode cannot run with a setting. The message is one sentence that names it. */
public final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingException(String name, String fault) {
    super(name + ": " + fault);
  }
}
