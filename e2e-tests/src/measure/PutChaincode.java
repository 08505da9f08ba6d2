import orchestrator.chaincode.service.ServedChaincode;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ResponseUtils;

/**
 * The least that a chaincode can do: puts its second argument under its first. Run as a service like
 * the orchestrator's, with the same variables, as
 * `java -cp chaincode/target/orchestrator-chaincode.jar e2e-tests/src/measure/PutChaincode.java`.
 */
public class PutChaincode extends ServedChaincode {
  public static void main(String[] arguments) throws InterruptedException {
    new PutChaincode().run(arguments, System.getenv());
  }

  @Override
  public Response init(ChaincodeStub stub) {
    return ResponseUtils.newSuccessResponse();
  }

  @Override
  public Response invoke(ChaincodeStub stub) {
    stub.putState(stub.getStringArgs().get(1), stub.getArgs().get(2));
    return ResponseUtils.newSuccessResponse();
  }
}
