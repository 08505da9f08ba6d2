package orchestrator.cli.failure;

/** Names how a command ends; the same everywhere, and the same in docs/cli.md. */
public enum Exit {
  /** What was asked is done. */
  DONE(0),
  /** It failed in another way; a plan or task that was watched did not end well. */
  FAILED(1),
  /** The command line, a variable, a context or a file is wrong; nothing was asked. */
  WRONG_USE(2),
  /** There is no such asset. */
  NOT_FOUND(3),
  /** The server does not allow it, or what it was given is not valid. */
  REFUSED(4),
  /** It exists already, or its status does not allow that. */
  CONFLICT(5),
  /** The server cannot be reached, has no room, or did not answer in time. */
  UNAVAILABLE(6);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  /** The exit code of the process. */
  public int code() {
    return code;
  }
}
