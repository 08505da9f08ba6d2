package orchestrator.e2e.model;

import com.google.protobuf.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.DisableOutputParam;
import orchestrator.proto.GetAllOrganizationsParam;
import orchestrator.proto.GetComputePlanParam;
import orchestrator.proto.GetComputeTaskModelsParam;
import orchestrator.proto.GetDataManagerParam;
import orchestrator.proto.GetDataSampleParam;
import orchestrator.proto.GetDatasetParam;
import orchestrator.proto.GetFailureReportParam;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.GetModelParam;
import orchestrator.proto.GetTaskInputAssetsParam;
import orchestrator.proto.GetTaskParam;
import orchestrator.proto.IsPlanRunningParam;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.NewFailureReport;
import orchestrator.proto.NewFunction;
import orchestrator.proto.NewModel;
import orchestrator.proto.NewPerformance;
import orchestrator.proto.ProfilingStep;
import orchestrator.proto.QueryDataManagersParam;
import orchestrator.proto.QueryDataSamplesParam;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.QueryFunctionsParam;
import orchestrator.proto.QueryPerformancesParam;
import orchestrator.proto.QueryPlansParam;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryVersionParam;
import orchestrator.proto.QueryVersionResponse;
import orchestrator.proto.RegisterDataSamplesParam;
import orchestrator.proto.RegisterModelsParam;
import orchestrator.proto.RegisterOrganizationParam;
import orchestrator.proto.RegisterTasksParam;
import orchestrator.proto.UpdateComputePlanParam;
import orchestrator.proto.UpdateDataManagerParam;
import orchestrator.proto.UpdateDataSamplesParam;
import orchestrator.proto.UpdateFunctionParam;

/** Finds what each of the unary methods does, by the type of its request. */
final class Rules {

  /**
   * What a method does.
   *
   * @param writes whether it may change something
   * @param body gives the answer; leaves changes and events in the call
   */
  record Rule(boolean writes, BiFunction<Call, Message, Message> body) {}

  private static final Map<Class<? extends Message>, Rule> RULES = new HashMap<>();

  static {
    writes(RegisterOrganizationParam.class, Organizations::register);
    reads(GetAllOrganizationsParam.class, Organizations::all);

    writes(NewFunction.class, Functions::register);
    writes(UpdateFunctionParam.class, Functions::update);
    writes(ApplyFunctionActionParam.class, Functions::apply);
    reads(GetFunctionParam.class, Rules::get);
    reads(QueryFunctionsParam.class, Queries::functions);

    writes(NewDataManager.class, Data::register);
    writes(UpdateDataManagerParam.class, Data::update);
    reads(GetDataManagerParam.class, Rules::get);
    reads(QueryDataManagersParam.class, Queries::managers);
    writes(RegisterDataSamplesParam.class, Data::register);
    writes(UpdateDataSamplesParam.class, Data::update);
    reads(GetDataSampleParam.class, Rules::get);
    reads(QueryDataSamplesParam.class, Queries::samples);
    reads(GetDatasetParam.class, Queries::dataset);

    writes(NewComputePlan.class, Plans::register);
    writes(UpdateComputePlanParam.class, Plans::update);
    writes(ApplyPlanActionParam.class, Plans::apply);
    reads(GetComputePlanParam.class, Rules::get);
    reads(QueryPlansParam.class, Queries::plans);
    reads(IsPlanRunningParam.class, Plans::isRunning);

    writes(RegisterTasksParam.class, TaskRegistration::register);
    writes(ApplyTaskActionParam.class, Tasks::apply);
    writes(DisableOutputParam.class, Disabling::disable);
    reads(GetTaskParam.class, Rules::get);
    reads(QueryTasksParam.class, Queries::tasks);
    reads(GetTaskInputAssetsParam.class, TaskInputs::get);

    writes(NewModel.class, Outputs::register);
    writes(RegisterModelsParam.class, Outputs::register);
    reads(GetModelParam.class, Rules::get);
    reads(GetComputeTaskModelsParam.class, Queries::models);
    writes(NewPerformance.class, Outputs::register);
    reads(QueryPerformancesParam.class, Queries::performances);

    writes(NewFailureReport.class, Reports::register);
    reads(GetFailureReportParam.class, Rules::get);
    writes(ProfilingStep.class, Reports::register);

    reads(QueryEventsParam.class, (call, request) -> call.log().query(request));
    reads(QueryVersionParam.class, (call, request) -> QueryVersionResponse.getDefaultInstance());
  }

  private Rules() {}

  private static <T extends Message> void reads(
      Class<T> request, BiFunction<Call, T, ? extends Message> body) {
    RULES.put(request, new Rule(false, (call, message) -> body.apply(call, request.cast(message))));
  }

  private static <T extends Message> void writes(
      Class<T> request, BiFunction<Call, T, ? extends Message> body) {
    RULES.put(request, new Rule(true, (call, message) -> body.apply(call, request.cast(message))));
  }

  /** The rule of the method that takes this request. */
  static Rule of(Message request) {
    Rule rule = RULES.get(request.getClass());
    if (rule == null) {
      throw new IllegalArgumentException("no unary method takes " + request.getClass());
    }
    return rule;
  }

  /** The types of requests, one for each unary method. */
  static Set<Class<? extends Message>> requests() {
    return Set.copyOf(RULES.keySet());
  }

  private static Message get(Call call, GetFunctionParam request) {
    return Lookup.find(call.state().functions, Kind.FUNCTION, Lookup.lower(request.getKey()));
  }

  private static Message get(Call call, GetDataManagerParam request) {
    return Lookup.find(call.state().managers, Kind.DATA_MANAGER, Lookup.lower(request.getKey()));
  }

  private static Message get(Call call, GetDataSampleParam request) {
    return Lookup.find(call.state().samples, Kind.DATA_SAMPLE, Lookup.lower(request.getKey()));
  }

  private static Message get(Call call, GetComputePlanParam request) {
    return Lookup.find(call.state().plans, Kind.PLAN, Lookup.lower(request.getKey()));
  }

  private static Message get(Call call, GetTaskParam request) {
    return Lookup.find(call.state().tasks, Kind.TASK, Lookup.lower(request.getKey()));
  }

  private static Message get(Call call, GetModelParam request) {
    return Lookup.find(call.state().models, Kind.MODEL, Lookup.lower(request.getKey()));
  }

  private static Message get(Call call, GetFailureReportParam request) {
    return Lookup.find(
        call.state().failures, Kind.FAILURE_REPORT, Lookup.lower(request.getAssetKey()));
  }
}
