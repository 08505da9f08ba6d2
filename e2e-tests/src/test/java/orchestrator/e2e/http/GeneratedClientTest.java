package orchestrator.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import org.junit.jupiter.api.Test;

/** A client that a public generator makes of {@code /openapi.json} makes calls. */
class GeneratedClientTest extends OwnServer {
  private static final String PROGRAM =
      """
      import java.util.List;
      import java.util.Map;
      import org.openapitools.client.ApiClient;
      import org.openapitools.client.ApiException;
      import org.openapitools.client.api.FunctionApi;
      import org.openapitools.client.api.OrganizationApi;
      import org.openapitools.client.model.*;

      public final class Program {
        public static List<String> run(String url) throws ApiException {
          ApiClient client = new ApiClient();
          client.updateBaseUri(url);
          client.setRequestInterceptor(
              request -> request.header("mspid", "MyOrg1MSP").header("channel", "mychannel"));
          Organization organization =
              new OrganizationApi(client)
                  .registerOrganization(new RegisterOrganizationParam().address("https://a.example"));

          FunctionApi functions = new FunctionApi(client);
          Addressable file =
              new Addressable().checksum("0".repeat(64)).storageAddress("https://a.example/file");
          String key = "0b8d2ac5-5f3a-4b0e-9a58-1c6a2f0e7d11";
          functions.registerFunction(
              new NewFunction()
                  .key(key)
                  .name("mean")
                  .description(file)
                  .archive(file)
                  .newPermissions(new NewPermissions().addAuthorizedIdsItem("MyOrg1MSP"))
                  .putMetadataItem("kind", "average")
                  .putInputsItem("models", new FunctionInput().kind(AssetKind.ASSET_MODEL).multiple(true))
                  .putOutputsItem("model", new FunctionOutput().kind(AssetKind.ASSET_MODEL)));
          Function mean = functions.getFunction(key);

          String refusal = "none";
          try {
            functions.getFunction("00000000-0000-4000-8000-000000000000");
          } catch (ApiException e) {
            refusal = e.getCode() + " " + e.getResponseBody();
          }
          return List.of(
              organization.getId(),
              mean.getName() + " " + mean.getStatus() + " " + mean.getMetadata() + " "
                  + mean.getInputs().get("models").getMultiple(),
              String.valueOf(mean.getCreationDate().equals(
                  functions.queryFunctions(null, 10L, null).getFunctions().get(0).getCreationDate())),
              refusal);
        }
      }
      """;

  @Test
  void itsAnswersAreThoseOfTheServer() throws Exception {
    ServerProcess server = start(settings());
    Path document = Files.writeString(folder.resolve("openapi.json"), server.page("/openapi.json"));

    List<?> lines =
        GeneratedClient.of(document, folder.resolve("generated"))
            .run(PROGRAM, "http://" + server.pages());

    assertThat(lines).hasSize(4);
    assertThat(lines.subList(0, 3))
        .isEqualTo(
            List.of("MyOrg1MSP", "mean FUNCTION_STATUS_WAITING {kind=average} true", "true"));
    assertThat(lines.get(3).toString()).startsWith("404 {").contains("\"code\":\"OE0002\"");
  }
}
