package orchestrator.chaincode;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.MethodDescriptor;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import orchestrator.chaincode.service.ServedChaincode;
import orchestrator.lib.error.CallException;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.Errors;
import orchestrator.lib.ledger.ChaincodeErrors;
import orchestrator.lib.ledger.LedgerEvents;
import orchestrator.lib.ledger.LedgerFunctions;
import orchestrator.lib.ledger.LimitException;
import orchestrator.lib.operation.Operation;
import orchestrator.lib.operation.Operations;
import orchestrator.lib.transaction.Transaction;
import org.hyperledger.fabric.contract.ContractRuntimeException;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ResponseUtils;

/**
 * Runs an operation in each transaction.
 *
 * <p>The arguments are the rpc's full name and its request's bytes; the answer is the response's
 * bytes, or an error whose message is that of the API, code first; one without a code, such as a
 * {@link LimitException}, begins with its status instead. Who calls is the organization of the
 * transaction's creator; when, is the transaction's time.
 *
 * <p>Beside the rpcs there is {@link TransactionOfEvent}.
 */
final class OrchestratorChaincode extends ServedChaincode {
  private static final Logger LOG = Logger.getLogger(OrchestratorChaincode.class.getName());

  private final Operations operations;

  @Inject
  OrchestratorChaincode(Operations operations) {
    this.operations = operations;
  }

  /** There is nothing to prepare. */
  @Override
  public Response init(ChaincodeStub stub) {
    return ResponseUtils.newSuccessResponse();
  }

  @Override
  public Response invoke(ChaincodeStub stub) {
    try {
      return ResponseUtils.newSuccessResponse(answer(stub));
    } catch (CallException e) {
      return ResponseUtils.newErrorResponse(ChaincodeErrors.text(e));
    } catch (ContractRuntimeException e) {
      // The shim's word for whatever the peer has not done; why, is told in the peer's log only.
      LOG.log(Level.WARNING, "the peer has left transaction " + stub.getTxId() + " alone", e);
      return ResponseUtils.newErrorResponse(ChaincodeErrors.STATE_UNREADABLE);
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "transaction " + stub.getTxId() + " failed", e);
      return ResponseUtils.newErrorResponse(
          ChaincodeErrors.text(Errors.of(ErrorCode.INTERNAL, "internal error in the chaincode")));
    }
  }

  private byte[] answer(ChaincodeStub stub) {
    List<byte[]> arguments = stub.getArgs();
    if (arguments.size() != 2) {
      throw Errors.of(
          ErrorCode.UNIMPLEMENTED,
          "a transaction has two arguments: an rpc's name and its request");
    }
    String name = new String(arguments.get(0), StandardCharsets.UTF_8);
    if (name.equals(LedgerFunctions.TRANSACTION_OF_EVENT)) {
      return TransactionOfEvent.answer(stub, arguments.get(1));
    }
    Operation<?, ?> operation =
        operations
            .find(name)
            .orElseThrow(
                () -> Errors.of(ErrorCode.UNIMPLEMENTED, "there is no rpc \"" + name + "\""));
    return run(stub, operation, arguments.get(1));
  }

  private static <Q, A> byte[] run(ChaincodeStub stub, Operation<Q, A> operation, byte[] request) {
    LedgerDatabase database = new LedgerDatabase(stub, operation.readsOnly());
    long micros = micros(stub.getTxTimestamp());
    Transaction transaction =
        new Transaction(
            database,
            requester(stub),
            stub.getChannelId(),
            micros,
            new TransactionEventIds(stub.getTxId(), micros));
    A response =
        operation.run(transaction, parse(operation.method().getRequestMarshaller(), request));
    byte[] answer = bytes(operation.method().getResponseMarshaller().stream(response));
    TransactionSize.check(request.length, database.size(), answer.length);
    if (!operation.readsOnly()) {
      database.flush();
      LedgerEvents.of(transaction.events())
          .ifPresent(events -> stub.setEvent(events.name(), events.payload()));
    }
    return answer;
  }

  /** A client may give its transaction any time. */
  private static long micros(Instant time) {
    if (time.isBefore(Instant.EPOCH) || time.isAfter(TransactionEventIds.LAST)) {
      throw Errors.precondition("the transaction's time is out of range: " + time);
    }
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
  }

  private static String requester(ChaincodeStub stub) {
    try {
      return SerializedIdentity.parseFrom(stub.getCreator()).getMspid();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the creator of the transaction cannot be read", e);
    }
  }

  private static <Q> Q parse(MethodDescriptor.Marshaller<Q> marshaller, byte[] request) {
    try {
      return marshaller.parse(new ByteArrayInputStream(request));
    } catch (RuntimeException e) {
      throw Errors.of(ErrorCode.UNREADABLE_DATA, "the request cannot be read");
    }
  }

  private static byte[] bytes(InputStream stream) {
    try (stream) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("a message in memory can always be read", e);
    }
  }
}
