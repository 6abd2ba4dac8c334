package dev.workflows.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.Activity;
import dev.workflows.QueryMethod;
import dev.workflows.Sensitive;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;
import dev.workflows.json.JacksonPayloadCodec;
import dev.workflows.payload.DeclaredValue;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SensitivityTests {

  private final DefinitionReader reader =
      new DefinitionReader(new JacksonPayloadCodec(), ActivitySettings.standard());

  @Workflow("loan")
  interface Loan {
    @WorkflowMethod
    @Sensitive
    String decide(String id, @Sensitive String income);

    @SignalMethod
    void ask(@Sensitive String question);
  }

  static class Implementation {
    public String decide(String id, String income) {
      return income;
    }
  }

  static class LoanWorkflow extends Implementation implements Loan {
    @Override
    public void ask(String question) {}
  }

  @Sensitive
  @Workflow("secret")
  static class SecretWorkflow {
    @WorkflowMethod
    public int execute(int number) {
      return number;
    }

    @SignalMethod(queued = true)
    public void more(int number) {}
  }

  static class Cards {
    @Activity(compensateWith = "refund")
    @Sensitive
    public String charge(String order, @Sensitive String card) {
      return card;
    }

    @Activity
    public void refund(String order, @Sensitive String card, @Sensitive String charge) {}
  }

  @Test
  void isTakenFromEveryDeclarationOfAMethod() {
    WorkflowDefinition loan = workflow(LoanWorkflow.class, "loan");

    assertThat(loan.main().arguments())
        .containsExactly(
            new DeclaredValue(String.class, false), new DeclaredValue(String.class, true));
    assertThat(loan.main().result()).isEqualTo(new DeclaredValue(String.class, true));
    assertThat(signal(loan, "ask").arguments())
        .extracting(DeclaredValue::sensitive)
        .containsOnly(true);
  }

  @Test
  void isThatOfAllWhereTheClassIsMarked() {
    WorkflowDefinition secret = workflow(SecretWorkflow.class, "secret");

    assertThat(secret.main().arguments()).extracting(DeclaredValue::sensitive).containsOnly(true);
    assertThat(secret.main().result().sensitive()).isTrue();
    assertThat(signal(secret, "more").arguments())
        .extracting(DeclaredValue::sensitive)
        .containsOnly(true);
  }

  @Test
  void isThatOfActivitiesAndOfWhatUndoesThem() {
    reader.addActivities(Cards.class, ActivityTransactionRule.NONE);
    Definitions read = reader.read();

    ActivityDefinition charge = Objects.requireNonNull(read.activity("cards.charge"));
    assertThat(charge.arguments())
        .extracting(DeclaredValue::sensitive)
        .containsExactly(false, true);
    assertThat(charge.result().sensitive()).isTrue();
    assertThat(charge.compensation()).isNotNull();
    assertThat(Objects.requireNonNull(read.activity("cards.refund")).arguments())
        .extracting(DeclaredValue::sensitive)
        .containsExactly(false, true, true);
  }

  static class UndoneInTheOpen {
    @Activity(compensateWith = "refund")
    public String charge(@Sensitive String card) {
      return card;
    }

    @Activity
    public void refund(String card) {}
  }

  static class ResultInTheOpen {
    @Activity(compensateWith = "refund")
    @Sensitive
    public String charge(int amount) {
      return "receipt";
    }

    @Activity
    public void refund(int amount, String receipt) {}
  }

  static class NothingToMark {
    @Activity
    @Sensitive
    public void send(String text) {}
  }

  @Workflow("asked")
  static class AskedWorkflow {
    @WorkflowMethod
    public void execute() {}

    @QueryMethod
    @Sensitive
    public String answer() {
      return "";
    }

    @SignalMethod
    @Sensitive
    public void tell(String text) {}
  }

  @Test
  void isComplainedOfWhereItWouldHideNothing() {
    reader.addActivities(UndoneInTheOpen.class, ActivityTransactionRule.NONE);
    reader.addActivities(ResultInTheOpen.class, ActivityTransactionRule.NONE);
    reader.addActivities(NothingToMark.class, ActivityTransactionRule.NONE);
    reader.addWorkflow(AskedWorkflow.class, type -> context -> new AskedWorkflow());

    assertThatExceptionOfType(InvalidDefinitionException.class)
        .isThrownBy(reader::read)
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains(
                        "UndoneInTheOpen.refund(String)",
                        "ResultInTheOpen.refund(int, String)",
                        "NothingToMark.send(String)",
                        "AskedWorkflow.answer()",
                        "AskedWorkflow.tell(String)"));
  }

  private WorkflowDefinition workflow(Class<?> type, String name) {
    reader.addWorkflow(type, any -> context -> List.of());
    return Objects.requireNonNull(reader.read().workflow(name));
  }

  private static HandlerDefinition signal(WorkflowDefinition workflow, String name) {
    return Objects.requireNonNull(workflow.signals().get(name));
  }
}
