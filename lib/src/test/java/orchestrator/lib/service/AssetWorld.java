package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Requests.key;

import java.util.Arrays;
import java.util.List;
import orchestrator.lib.fixtures.Calls;
import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataSample;
import orchestrator.proto.Function;
import orchestrator.proto.GetComputePlanParam;
import orchestrator.proto.GetDataManagerParam;
import orchestrator.proto.GetDataSampleParam;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.NewDataSample;
import orchestrator.proto.Organization;
import orchestrator.proto.RegisterDataSamplesParam;
import orchestrator.proto.RegisterOrganizationParam;

/** A channel in which three organizations are registered, and nothing else. */
final class AssetWorld {
  /** An organization that is not registered. */
  static final String STRANGER = "StrangerMSP";

  final Calls calls = new Calls();
  final OrganizationService organizations = calls.service(OrganizationService.class);
  final FunctionService functions = calls.service(FunctionService.class);
  final DataManagerService managers = calls.service(DataManagerService.class);
  final DataSampleService samples = calls.service(DataSampleService.class);
  final DatasetService datasets = calls.service(DatasetService.class);
  final ComputePlanService plans = calls.service(ComputePlanService.class);
  final EventService events = calls.service(EventService.class);

  AssetWorld() {
    for (String organization : List.of(Requests.ORG1, Requests.ORG2, Requests.ORG3)) {
      organization(organization);
    }
  }

  Organization organization(String id) {
    return calls.call(
        id, organizations::registerOrganization, RegisterOrganizationParam.getDefaultInstance());
  }

  Function function(String owner, String name) {
    return calls.call(owner, functions::registerFunction, Requests.function(name).build());
  }

  Function function(String name) {
    return calls.call(
        Requests.ORG3,
        functions::getFunction,
        GetFunctionParam.newBuilder().setKey(key(name)).build());
  }

  DataManager manager(String owner, String name) {
    return calls.call(owner, managers::registerDataManager, Requests.dataManager(name).build());
  }

  DataManager manager(String name) {
    return calls.call(
        Requests.ORG3,
        managers::getDataManager,
        GetDataManagerParam.newBuilder().setKey(key(name)).build());
  }

  List<DataSample> samples(String owner, NewDataSample.Builder... given) {
    RegisterDataSamplesParam.Builder request = RegisterDataSamplesParam.newBuilder();
    Arrays.stream(given).forEach(request::addSamples);
    return calls.call(owner, samples::registerDataSamples, request.build()).getDataSamplesList();
  }

  DataSample sample(String name) {
    return calls.call(
        Requests.ORG3,
        samples::getDataSample,
        GetDataSampleParam.newBuilder().setKey(key(name)).build());
  }

  ComputePlan plan(String owner, String name) {
    return calls.call(owner, plans::registerPlan, Requests.plan(name).build());
  }

  ComputePlan plan(String name) {
    return calls.call(
        Requests.ORG3, plans::getPlan, GetComputePlanParam.newBuilder().setKey(key(name)).build());
  }
}
