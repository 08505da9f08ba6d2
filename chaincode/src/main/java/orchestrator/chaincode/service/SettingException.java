package orchestrator.chaincode.service;

/** A setting with which the chaincode cannot run. The message is one sentence that names it. */
public final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingException(String name, String fault) {
    super(name + ": " + fault);
  }
}
