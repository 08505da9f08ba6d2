package orchestrator.e2e.model;

import io.grpc.Status;

/** Lists the codes of the specification's table of errors, with the gRPC status of each. */
enum ErrorCode {
  OE0001(Status.Code.INTERNAL),
  OE0002(Status.Code.NOT_FOUND),
  OE0003(Status.Code.FAILED_PRECONDITION),
  OE0006(Status.Code.ALREADY_EXISTS),
  OE0007(Status.Code.INTERNAL),
  OE0010(Status.Code.UNIMPLEMENTED),
  OE0101(Status.Code.INVALID_ARGUMENT),
  OE0102(Status.Code.PERMISSION_DENIED),
  OE0104(Status.Code.INVALID_ARGUMENT),
  OE0105(Status.Code.INVALID_ARGUMENT),
  OE0106(Status.Code.INVALID_ARGUMENT),
  OE0107(Status.Code.INVALID_ARGUMENT),
  OE0108(Status.Code.INVALID_ARGUMENT),
  OE0109(Status.Code.FAILED_PRECONDITION),
  OE0110(Status.Code.FAILED_PRECONDITION);

  private final Status.Code status;

  ErrorCode(Status.Code status) {
    this.status = status;
  }

  Status.Code status() {
    return status;
  }
}
