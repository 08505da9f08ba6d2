package orchestrator.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.DataSample;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.FailureReport;
import orchestrator.proto.FailureReportServiceGrpc;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetAllOrganizationsParam;
import orchestrator.proto.GetComputePlanParam;
import orchestrator.proto.GetDataManagerParam;
import orchestrator.proto.GetDataSampleParam;
import orchestrator.proto.GetFailureReportParam;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.NewDataSample;
import orchestrator.proto.NewFailureReport;
import orchestrator.proto.NewFunction;
import orchestrator.proto.Organization;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterDataSamplesParam;
import orchestrator.proto.RegisterDataSamplesResponse;
import orchestrator.proto.RegisterOrganizationParam;

/** Evidence that an asset had been registered: it is there, this caller's, and as asked. */
final class Registered {
  private Registered() {}

  static Optional<Organization> organization(
      RegisterOrganizationParam asked, OrchestratorException refusal, RetryingCaller reader) {
    if (!refusal.is(ErrorCode.CONFLICT)) {
      return Optional.empty();
    }
    return reader
        .call(
            OrganizationServiceGrpc.getGetAllOrganizationsMethod(),
            GetAllOrganizationsParam.getDefaultInstance())
        .getOrganizationsList()
        .stream()
        .filter(organization -> organization.getId().equals(reader.organization()))
        .filter(organization -> organization.getAddress().equals(asked.getAddress()))
        .findFirst();
  }

  static Optional<Function> function(
      NewFunction asked, OrchestratorException refusal, RetryingCaller reader) {
    if (!refusal.is(ErrorCode.CONFLICT)) {
      return Optional.empty();
    }
    Function found =
        reader.call(
            FunctionServiceGrpc.getGetFunctionMethod(),
            GetFunctionParam.newBuilder().setKey(asked.getKey()).build());
    return Optional.of(found).filter(there -> isSame(there, asked, reader.organization()));
  }

  private static boolean isSame(Function found, NewFunction asked, String owner) {
    return found.getOwner().equals(owner)
        && found.getName().equals(asked.getName())
        && found.getDescription().equals(asked.getDescription())
        && found.getArchive().equals(asked.getArchive())
        && found.getMetadataMap().equals(asked.getMetadataMap())
        && found.getInputsMap().equals(asked.getInputsMap())
        && found.getOutputsMap().equals(asked.getOutputsMap())
        && Granted.as(found.getPermissions(), asked.getNewPermissions(), owner);
  }

  static Optional<DataManager> dataManager(
      NewDataManager asked, OrchestratorException refusal, RetryingCaller reader) {
    if (!refusal.is(ErrorCode.CONFLICT)) {
      return Optional.empty();
    }
    DataManager found =
        reader.call(
            DataManagerServiceGrpc.getGetDataManagerMethod(),
            GetDataManagerParam.newBuilder().setKey(asked.getKey()).build());
    return Optional.of(found).filter(there -> isSame(there, asked, reader.organization()));
  }

  /** The type is accepted by servers and not kept, so it is no part of the comparison. */
  private static boolean isSame(DataManager found, NewDataManager asked, String owner) {
    return found.getOwner().equals(owner)
        && found.getName().equals(asked.getName())
        && found.getDescription().equals(asked.getDescription())
        && found.getOpener().equals(asked.getOpener())
        && found.getMetadataMap().equals(asked.getMetadataMap())
        && Granted.as(found.getPermissions(), asked.getNewPermissions(), owner)
        && Granted.as(found.getLogsPermission(), asked.getLogsPermission(), owner);
  }

  static Optional<RegisterDataSamplesResponse> dataSamples(
      RegisterDataSamplesParam asked, OrchestratorException refusal, RetryingCaller reader) {
    if (!refusal.is(ErrorCode.CONFLICT)) {
      return Optional.empty();
    }
    List<DataSample> found = new ArrayList<>();
    for (NewDataSample sample : asked.getSamplesList()) {
      DataSample there =
          reader.call(
              DataSampleServiceGrpc.getGetDataSampleMethod(),
              GetDataSampleParam.newBuilder().setKey(sample.getKey()).build());
      if (!isSame(there, sample, reader.organization())) {
        return Optional.empty();
      }
      found.add(there);
    }
    return Optional.of(RegisterDataSamplesResponse.newBuilder().addAllDataSamples(found).build());
  }

  /** Managers may have been added to the sample meanwhile, behind those it was registered with. */
  private static boolean isSame(DataSample found, NewDataSample asked, String owner) {
    List<String> managers = asked.getDataManagerKeysList().stream().distinct().toList();
    return found.getOwner().equals(owner)
        && found.getChecksum().equals(asked.getChecksum())
        && found.getDataManagerKeysCount() >= managers.size()
        && found.getDataManagerKeysList().subList(0, managers.size()).equals(managers);
  }

  static Optional<ComputePlan> plan(
      NewComputePlan asked, OrchestratorException refusal, RetryingCaller reader) {
    if (!refusal.is(ErrorCode.CONFLICT)) {
      return Optional.empty();
    }
    ComputePlan found =
        reader.call(
            ComputePlanServiceGrpc.getGetPlanMethod(),
            GetComputePlanParam.newBuilder().setKey(asked.getKey()).build());
    return Optional.of(found).filter(there -> isSame(there, asked, reader.organization()));
  }

  private static boolean isSame(ComputePlan found, NewComputePlan asked, String owner) {
    return found.getOwner().equals(owner)
        && found.getName().equals(asked.getName())
        && found.getTag().equals(asked.getTag())
        && found.getMetadataMap().equals(asked.getMetadataMap());
  }

  /**
   * A second report of a task is refused for the task's status (it has failed), and one of a
   * function for the transition or as a conflict, so that any refusal is worth a look.
   */
  static Optional<FailureReport> failureReport(
      NewFailureReport asked, OrchestratorException refusal, RetryingCaller reader) {
    FailureReport found =
        reader.call(
            FailureReportServiceGrpc.getGetFailureReportMethod(),
            GetFailureReportParam.newBuilder().setAssetKey(asked.getAssetKey()).build());
    return Optional.of(found)
        .filter(report -> report.getOwner().equals(reader.organization()))
        .filter(report -> report.getAssetType() == asked.getAssetType())
        .filter(report -> report.getErrorType() == asked.getErrorType())
        .filter(report -> report.getLogsAddress().equals(asked.getLogsAddress()));
  }
}
