package orchestrator.client;

import java.util.Arrays;
import java.util.Optional;

/**
 * The codes with which an orchestrator's errors start.
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
  /** No asset has this key. */
  NOT_FOUND("OE0002"),
  /** The request cannot be fulfilled as asked. */
  BAD_REQUEST("OE0003"),
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
  INCOMPATIBLE_STATUS("OE0104"),
  /** The model cannot be disabled. */
  CANNOT_DISABLE_MODEL("OE0105"),
  /** The task has no such output. */
  MISSING_TASK_OUTPUT("OE0106"),
  /** The task's output is of another kind. */
  INCOMPATIBLE_OUTPUT_KIND("OE0107"),
  /** The output cannot be disabled. */
  CANNOT_DISABLE_OUTPUT("OE0108"),
  /** The compute plan is terminated already. */
  PLAN_TERMINATED("OE0109"),
  /** The compute task is terminated already. */
  TASK_TERMINATED("OE0110");

  private final String text;

  ErrorCode(String text) {
    this.text = text;
  }

  /** The code as it travels, {@code OE0002} for example. */
  public String text() {
    return text;
  }

  /** The code that travels as {@code text}; empty when this client does not know it. */
  static Optional<ErrorCode> of(String text) {
    return Arrays.stream(values()).filter(code -> code.text.equals(text)).findFirst();
  }
}
