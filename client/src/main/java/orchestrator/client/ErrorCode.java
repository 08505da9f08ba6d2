package orchestrator.client;

import java.util.Arrays;
import java.util.Optional;

/**
 * Names the codes with which an orchestrator's errors start.
 *
 * <p>They are an enum, and not a subclass of {@link OrchestratorException} each, because a caller
 * mostly compares one code and lets the rest pass:
 *
 * <pre>{@code
 * try {
 *   client.call(FunctionServiceGrpc.getGetFunctionMethod(), byKey);
 * } catch (OrchestratorException e) {
 *   if (!e.is(ErrorCode.NOT_FOUND)) {
 *     throw e;
 *   }
 * }
 * }</pre>
 */
public enum ErrorCode {
  /** Stored or forwarded data cannot be read. */
  UNREADABLE_DATA("OE0001"),
  /** An asset, or the start event of a stream, does not exist. */
  NOT_FOUND("OE0002"),
  /** The request cannot be fulfilled as asked: a precondition does not hold. */
  PRECONDITION("OE0003"),
  /** The asset exists already. */
  CONFLICT("OE0006"),
  /** The server failed. */
  INTERNAL("OE0007"),
  /** The server does not do this. */
  UNIMPLEMENTED("OE0010"),
  /** The asset is not valid. */
  INVALID_ASSET("OE0101"),
  /** The caller may not do this. */
  PERMISSION_DENIED("OE0102"),
  /** The asset's status does not allow this. */
  INAPPROPRIATE_STATUS("OE0104"),
  /** The model cannot be disabled. */
  MODEL_NOT_DISABLED("OE0105"),
  /** The task has no such output. */
  MISSING_OUTPUT("OE0106"),
  /** The task's output is of another kind. */
  INCOMPATIBLE_KIND("OE0107"),
  /** The output cannot be disabled. */
  OUTPUT_NOT_DISABLED("OE0108"),
  /** The compute plan is terminated already. */
  TERMINATED_PLAN("OE0109"),
  /** The compute task is terminated already. */
  TERMINATED_TASK("OE0110");

  private final String id;

  ErrorCode(String id) {
    this.id = id;
  }

  /** The code as it travels, {@code OE0002} for example. */
  public String id() {
    return id;
  }

  /** The code that travels as {@code text}; empty when this client does not know it. */
  static Optional<ErrorCode> of(String text) {
    return Arrays.stream(values()).filter(code -> code.id.equals(text)).findFirst();
  }
}
