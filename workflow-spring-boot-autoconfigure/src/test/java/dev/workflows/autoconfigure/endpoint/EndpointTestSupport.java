package dev.workflows.autoconfigure.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;

/** The endpoint over a fake client, without a web server. */
abstract class EndpointTestSupport {

  final FakeClient client = new FakeClient();

  final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  JacksonAutoConfiguration.class,
                  JacksonEndpointAutoConfiguration.class,
                  HttpMessageConvertersAutoConfiguration.class,
                  WebMvcAutoConfiguration.class,
                  DispatcherServletAutoConfiguration.class,
                  EndpointAutoConfiguration.class,
                  WebEndpointAutoConfiguration.class,
                  ManagementContextAutoConfiguration.class,
                  ServletManagementContextAutoConfiguration.class,
                  WorkflowsEndpointAutoConfiguration.class))
          .withBean(FakeClient.class, () -> client)
          .withPropertyValues("management.endpoints.web.exposure.include=workflows");

  final WebApplicationContextRunner operating =
      runner.withPropertyValues("management.endpoint.workflows.access=UNRESTRICTED");

  static void with(WebApplicationContextRunner runner, Consumer<MockMvcTester> test) {
    runner.run(
        context -> {
          assertThat(context).hasNotFailed();
          test.accept(
              MockMvcTester.from((WebApplicationContext) context.getSourceApplicationContext()));
        });
  }

  static MvcTestResult post(MockMvcTester mvc, String path, String body) {
    return mvc.post()
        .uri("/actuator/workflows" + path)
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  static void assertProblem(MvcTestResult result, int status, String code) {
    assertThat(result).hasStatus(status).hasContentType("application/problem+json");
    assertThat(result).bodyJson().extractingPath("$.code").isEqualTo(code);
    assertThat(result).bodyJson().extractingPath("$.status").isEqualTo(status);
    assertThat(result).bodyJson().extractingPath("$.detail").asString().startsWith("[" + code);
  }
}
