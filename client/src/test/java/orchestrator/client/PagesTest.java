package orchestrator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orchestrator.client.fake.FakeServer;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.QueryFunctionsParam;
import orchestrator.proto.QueryFunctionsResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {
  private static final int PAGE = 3;

  private FakeServer server;
  private OrchestratorClient client;

  @BeforeEach
  void start() throws Exception {
    server = new FakeServer();
    client = server.client().build();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  private Stream<String> keys() {
    return client
        .pages(
            FunctionServiceGrpc.getQueryFunctionsMethod(),
            QueryFunctionsParam.newBuilder().setPageSize(PAGE).build(),
            QueryFunctionsResponse::getFunctionsList)
        .map(Function::getKey);
  }

  private List<String> put(int functions) {
    List<String> keys = IntStream.range(0, functions).mapToObj(number -> "f" + number).toList();
    keys.forEach(key -> server.put(Function.newBuilder().setKey(key).build()));
    return keys;
  }

  private int pagesFetched() {
    return server.faults().calls(FunctionServiceGrpc.getQueryFunctionsMethod()).size();
  }

  @ParameterizedTest(name = "{0} items make {1} pages")
  @CsvSource({"0,1", "1,1", "3,1", "4,2", "6,2", "7,3"})
  void everyItemComesOnceInOrder(int items, int pages) {
    List<String> keys = put(items);

    assertThat(keys()).containsExactlyElementsOf(keys);
    assertThat(pagesFetched()).isEqualTo(pages);
  }

  @Test
  void aPageIsFetchedOnlyWhenTheWalkGetsToIt() {
    put(10);
    Stream<String> keys = keys();
    assertThat(pagesFetched()).isZero();

    assertThat(keys.limit(4)).hasSize(4);
    assertThat(pagesFetched()).isEqualTo(2);
  }

  @Test
  void aMethodWithoutPagesIsNotWalked() {
    assertThatThrownBy(
            () ->
                client.pages(
                    FunctionServiceGrpc.getGetFunctionMethod(),
                    GetFunctionParam.getDefaultInstance(),
                    List::of))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GetFunctionParam");
  }
}
