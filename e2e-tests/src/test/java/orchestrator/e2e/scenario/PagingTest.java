package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orchestrator.e2e.harness.api.OeCode;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.PerformanceServiceGrpc;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;
import orchestrator.proto.TaskQueryFilter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PagingTest extends Scenario {

  @BeforeEach
  void aPlanWithTasks() {
    aPlanAndAFunction();
    register("old", 60);
  }

  private void register(String name, int count) {
    one.register(
        IntStream.range(0, count)
            .mapToObj(i -> task(name + i))
            .toArray(NewComputeTask.Builder[]::new));
  }

  private QueryTasksResponse page(int size, String token) {
    return one.call(
        ComputeTaskServiceGrpc.getQueryTasksMethod(),
        QueryTasksParam.newBuilder()
            .setPageSize(size)
            .setPageToken(token)
            .setFilter(TaskQueryFilter.newBuilder().setComputePlanKey(key("plan")))
            .build());
  }

  @Test
  void aPageHasFiftyWhenNoSizeIsGiven() {
    QueryTasksResponse first = page(0, "");
    QueryTasksResponse second = page(0, first.getNextPageToken());

    assertThat(first.getTasksCount()).isEqualTo(50);
    assertThat(second.getTasksCount()).isEqualTo(10);
    assertThat(second.getNextPageToken()).isEmpty();
  }

  @Test
  void theLastPageHasNoTokenEvenWhenItIsFull() {
    QueryTasksResponse first = page(30, "");
    QueryTasksResponse second = page(30, first.getNextPageToken());

    assertThat(second.getTasksCount()).isEqualTo(30);
    assertThat(second.getNextPageToken()).isEmpty();
    assertThat(page(60, "").getNextPageToken()).isEmpty();
  }

  @Test
  void aWalkNeitherRepeatsNorSkipsWhileOthersWrite() {
    List<ComputeTask> before = page(1000, "").getTasksList();
    List<String> walked = new ArrayList<>();
    String token = "";
    int round = 0;
    do {
      QueryTasksResponse page = page(7, token);
      page.getTasksList().forEach(task -> walked.add(task.getKey()));
      token = page.getNextPageToken();
      if (round++ < 5) {
        register("new " + round, 3);
        one.cancel(key("old" + round));
        one.cancel(key("old" + (round + 40)));
      }
    } while (!token.isEmpty());

    assertThat(walked).doesNotHaveDuplicates();
    assertThat(walked).containsSubsequence(before.stream().map(ComputeTask::getKey).toList());
  }

  @Test
  void aTokenGivesTheSamePageAgain() {
    String token = page(10, "").getNextPageToken();
    QueryTasksResponse first = page(10, token);

    register("new", 5);

    assertThat(page(10, token)).isEqualTo(first);
  }

  static Stream<MethodDescriptor<?, ?>> queries() {
    return Stream.of(
        ComputePlanServiceGrpc.getQueryPlansMethod(),
        ComputeTaskServiceGrpc.getQueryTasksMethod(),
        DataManagerServiceGrpc.getQueryDataManagersMethod(),
        DataSampleServiceGrpc.getQueryDataSamplesMethod(),
        FunctionServiceGrpc.getQueryFunctionsMethod(),
        PerformanceServiceGrpc.getQueryPerformancesMethod(),
        EventServiceGrpc.getQueryEventsMethod());
  }

  @ParameterizedTest
  @MethodSource("queries")
  <Q> void aTokenThatCannotBeReadIsRefused(MethodDescriptor<Q, ?> query) {
    MethodDescriptor.PrototypeMarshaller<Q> marshaller =
        (MethodDescriptor.PrototypeMarshaller<Q>) query.getRequestMarshaller();
    Message.Builder request = ((Message) marshaller.getMessagePrototype()).newBuilderForType();
    request.setField(request.getDescriptorForType().findFieldByName("page_token"), "no token!");
    Q unreadable = marshaller.getMessageClass().cast(request.build());

    refusedWith(OeCode.OE0003, () -> one.call(query, unreadable));
  }
}
