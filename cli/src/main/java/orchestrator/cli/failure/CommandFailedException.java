package orchestrator.cli.failure;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorException;
import orchestrator.client.resume.NotResumableException;

/** Tells in one sentence why a command failed, and how it ends. */
public final class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Exit exit;

  /** Ends a command with this exit code and sentence. */
  public CommandFailedException(Exit exit, String sentence) {
    super(sentence);
    this.exit = exit;
  }

  private CommandFailedException(Exit exit, String sentence, Throwable cause) {
    super(sentence, cause);
    this.exit = exit;
  }

  /** The end of a command that was used wrongly. */
  public static CommandFailedException wrongUse(String sentence) {
    return new CommandFailedException(Exit.WRONG_USE, sentence);
  }

  /** How the command ends. */
  public Exit exit() {
    return exit;
  }

  /**
   * Translates what a command has thrown; empty for what no command should throw. It is the only
   * place that does.
   */
  public static Optional<CommandFailedException> of(Throwable failure) {
    if (failure instanceof CommandFailedException known) {
      return Optional.of(known);
    }
    if (failure instanceof OrchestratorException call) {
      return Optional.of(of(call));
    }
    if (failure instanceof StatusRuntimeException stream) {
      return Optional.of(of(OrchestratorException.of("the call", stream)));
    }
    if (failure instanceof NotResumableException refusal) {
      return Optional.of(of(refusal));
    }
    return Optional.empty();
  }

  private static CommandFailedException of(NotResumableException refusal) {
    String sentence = refusal.getMessage();
    return switch (refusal.reason()) {
      case WRONG_REPLACEMENT -> new CommandFailedException(Exit.REFUSED, sentence, refusal);
      case LIVE_TASKS ->
          new CommandFailedException(
              Exit.CONFLICT, sentence + "; --stop cancels them first", refusal);
      case STATE -> new CommandFailedException(Exit.CONFLICT, sentence, refusal);
    };
  }

  private static CommandFailedException of(OrchestratorException call) {
    Exit exit = exit(call);
    StringBuilder sentence = new StringBuilder();
    if (exit == Exit.UNAVAILABLE && call.code().isEmpty()) {
      sentence.append(
          call.status() == Status.Code.UNAVAILABLE
              ? "the server cannot be reached: "
              : "the server does not answer: ");
    }
    sentence.append(speaksNoTls(call) ? "it does not speak TLS" : said(call));
    String code = call.code().map(ErrorCode::id).orElse("");
    String request = call.requestId().isEmpty() ? "" : "request " + call.requestId();
    if (!code.isEmpty() && !request.isEmpty()) {
      sentence.append(" (").append(code).append(", ").append(request).append(')');
    } else if (!code.isEmpty()) {
      sentence.append(" (").append(code).append(')');
    }
    if (call.outcomeUnknown()) {
      sentence.append("; whether it was done is not known");
    }
    return new CommandFailedException(exit, sentence.toString(), call);
  }

  /** Without what Netty adds for programmers. */
  private static String said(OrchestratorException call) {
    String detail = call.detail().replaceFirst("(?s)\\s*Channel Pipeline: \\[.*", "");
    return detail.isEmpty() ? call.status().name() : detail;
  }

  private static boolean speaksNoTls(OrchestratorException call) {
    // Netty's class is in the client's transport, of which this package knows nothing.
    return Stream.iterate((Throwable) call, Objects::nonNull, Throwable::getCause)
        .anyMatch(cause -> cause.getClass().getSimpleName().equals("NotSslRecordException"));
  }

  private static Exit exit(OrchestratorException call) {
    Exit byStatus =
        switch (call.status()) {
          case NOT_FOUND -> Exit.NOT_FOUND;
          case ALREADY_EXISTS -> Exit.CONFLICT;
          case INVALID_ARGUMENT,
              FAILED_PRECONDITION,
              OUT_OF_RANGE,
              PERMISSION_DENIED,
              UNAUTHENTICATED,
              UNIMPLEMENTED ->
              Exit.REFUSED;
          case UNAVAILABLE, DEADLINE_EXCEEDED, ABORTED, CANCELLED -> Exit.UNAVAILABLE;
          case RESOURCE_EXHAUSTED -> call.isTransient() ? Exit.UNAVAILABLE : Exit.REFUSED;
          default -> Exit.FAILED;
        };
    return call.code().map(code -> exit(code, byStatus)).orElse(byStatus);
  }

  private static Exit exit(ErrorCode code, Exit byStatus) {
    return switch (code) {
      case NOT_FOUND -> Exit.NOT_FOUND;
      case CONFLICT,
          INAPPROPRIATE_STATUS,
          TERMINATED_PLAN,
          TERMINATED_TASK,
          MODEL_NOT_DISABLED,
          OUTPUT_NOT_DISABLED ->
          Exit.CONFLICT;
      case PRECONDITION,
          UNIMPLEMENTED,
          INVALID_ASSET,
          PERMISSION_DENIED,
          MISSING_OUTPUT,
          INCOMPATIBLE_KIND ->
          Exit.REFUSED;
      case UNREADABLE_DATA, INTERNAL -> byStatus == Exit.UNAVAILABLE ? byStatus : Exit.FAILED;
    };
  }
}
