package orchestrator.scenario.report;

import java.io.IOException;

/** Says in one sentence why a file is no report. */
public final class ReportException extends IOException {
  private static final long serialVersionUID = 1;

  ReportException(String message) {
    super(message);
  }

  ReportException(String message, Throwable cause) {
    super(message, cause);
  }
}
