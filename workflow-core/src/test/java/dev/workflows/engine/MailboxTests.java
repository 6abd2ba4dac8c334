package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.history.Event;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.Message;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What waits for a run's next turn is taken once and in its order. */
class MailboxTests {

  private static final UUID CHAIN = new UUID(0, 1);

  private final Mailbox mailbox = new Mailbox();

  @Test
  void isEmptyUntilSomethingArrives() {
    assertThat(mailbox.isEmpty()).isTrue();

    mailbox.ask();
    assertThat(mailbox.isEmpty()).isFalse();
    mailbox.take();
    assertThat(mailbox.isEmpty()).isTrue();

    mailbox.addRetry(new ActivityRetry(2, 2, Instant.EPOCH, null));
    assertThat(mailbox.isEmpty()).isFalse();
  }

  @Test
  void takesMessagesInTheOrderOfAcceptance() {
    mailbox.addMessages(List.of(message(5), message(2)));
    mailbox.addMessages(List.of(message(3)));

    assertThat(mailbox.take().messages())
        .extracting(InboxMessage::position)
        .containsExactly(2L, 3L, 5L);
  }

  @Test
  void takesOutcomesInTheOrderOfTheirCalls() {
    mailbox.addOutcome(settled(9));
    mailbox.addOutcome(settled(4));

    assertThat(mailbox.take().outcomes()).extracting(Mailbox.Settled::seq).containsExactly(4L, 9L);
  }

  @Test
  void takesAMessageOnceHoweverOftenItIsRead() {
    mailbox.addMessages(List.of(message(1), message(2)));
    mailbox.addMessages(List.of(message(1), message(2), message(3)));
    assertThat(mailbox.take().messages()).hasSize(3);

    // a poll that was under way when the turn's commit consumed them
    mailbox.addMessages(List.of(message(1), message(2), message(3)));

    assertThat(mailbox.isEmpty()).isTrue();
    assertThat(mailbox.take().messages()).isEmpty();
  }

  @Test
  void takesAMessageOnceAlthoughManyAreUnread() {
    List<InboxMessage> many = IntStream.range(0, 10_000).mapToObj(MailboxTests::message).toList();
    mailbox.addMessages(many);
    assertThat(mailbox.take().messages()).hasSize(10_000);

    mailbox.addMessages(many);

    assertThat(mailbox.take().messages().size()).isZero();
  }

  @Test
  void remembersNoMoreThanItNeeds() {
    for (int i = 0; i < 100_000; i++) {
      mailbox.addMessages(List.of(message(i)));
      mailbox.take();
    }

    mailbox.addMessages(List.of(message(99_500)));
    assertThat(mailbox.isEmpty()).isTrue();
    mailbox.addMessages(List.of(message(0)));
    assertThat(mailbox.isEmpty()).isFalse();
  }

  @Test
  void readsAgainWhatATurnTookThatWasNotWritten() {
    mailbox.addMessages(List.of(message(1)));
    mailbox.addOutcome(settled(4));
    mailbox.addRetry(new ActivityRetry(6, 2, Instant.EPOCH, null));
    Mailbox.Batch taken = mailbox.take();
    mailbox.addMessages(List.of(message(2)));

    mailbox.putBack(taken);

    assertThat(mailbox.isEmpty()).isFalse();
    mailbox.addMessages(List.of(message(1), message(2)));
    Mailbox.Batch again = mailbox.take();
    assertThat(again.messages()).extracting(InboxMessage::position).containsExactly(1L, 2L);
    assertThat(again.outcomes()).containsExactly(settled(4));
    assertThat(again.retries()).hasSize(1);
  }

  @Test
  void asksForATurnToTellOfAProblem() {
    WorkflowException problem = new WorkflowException(ErrorCode.UNREADABLE_PAYLOAD, "x");

    mailbox.report(problem);

    assertThat(mailbox.isEmpty()).isFalse();
    assertThat(mailbox.take().problem()).isSameAs(problem);
  }

  private static InboxMessage message(int position) {
    return new InboxMessage(CHAIN, position, Message.signal("m" + position, "push", null));
  }

  private static Mailbox.Settled settled(long seq) {
    return new Mailbox.Settled(seq, new Event.ActivityCompleted(seq, 1, null));
  }
}
