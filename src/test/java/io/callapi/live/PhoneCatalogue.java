package io.callapi.live;

import static io.callapi.live.PhoneBehaviour.POLITE;

import io.callapi.live.PhoneBehaviour.Habit;
import io.callapi.live.PhoneBehaviour.OnInvite;
import io.callapi.live.PhoneBehaviour.OnRefer;
import io.callapi.live.PhoneBehaviour.OnReinvite;
import java.util.LinkedHashMap;
import java.util.Map;

/** The phones of a farm by name. */
final class PhoneCatalogue {

  private final Map<String, PhoneBehaviour> phones = new LinkedHashMap<>();

  private PhoneCatalogue() {}

  static Map<String, PhoneBehaviour> phones() {
    PhoneCatalogue catalogue = new PhoneCatalogue();
    catalogue.addPolite();
    catalogue.addByInvite();
    catalogue.addByReinvite();
    catalogue.addByRefer();
    catalogue.addByHabitOfNotifying();
    catalogue.addByHabitOfCalling();
    return catalogue.phones;
  }

  private void addPolite() {
    phones.put("alice", POLITE);
    phones.put("bob", POLITE);
    phones.put("carol", POLITE);
    phones.put("dave", POLITE);
    phones.put("slow", POLITE.with(Habit.ANSWERS_SLOWLY));
    phones.put("laterings", POLITE.with(Habit.RINGS_LATE));
  }

  private void addByInvite() {
    phones.put("busy", POLITE.with(OnInvite.BUSY));
    phones.put("decline", POLITE.with(OnInvite.DECLINE));
    phones.put("noanswer", POLITE.with(OnInvite.RING_FOR_EVER));
    phones.put("silent", POLITE.with(OnInvite.SAY_NOTHING));
    phones.put("challenge", POLITE.with(OnInvite.CHALLENGE));
    phones.put("challengeslow", POLITE.with(OnInvite.CHALLENGE).with(Habit.ANSWERS_SLOWLY));
    phones.put("redirect", POLITE.with(OnInvite.REDIRECT));
    phones.put("pcma", POLITE.with(OnInvite.ONLY_PCMA));
    phones.put("strictsips", POLITE.with(OnInvite.ONLY_SIPS));
  }

  private void addByReinvite() {
    phones.put("nohold", POLITE.with(OnReinvite.REFUSE));
    phones.put("mutehold", POLITE.with(OnReinvite.SAY_NOTHING));
    phones.put("glare", POLITE.with(OnReinvite.GLARE_ONCE));
    phones.put("resumerefuser", POLITE.with(OnReinvite.REFUSE_TO_RESUME_ONCE));
    phones.put("noresume", POLITE.with(OnReinvite.REFUSE_TO_RESUME));
  }

  private void addByRefer() {
    phones.put("norefer", POLITE.with(OnRefer.REFUSE));
    phones.put("nonotify", POLITE.with(OnRefer.CALL_ONLY));
    phones.put("refbusy", POLITE.with(OnRefer.ACCEPT_AND_GIVE_UP));
    phones.put("refmute", POLITE.with(OnRefer.ACCEPT_ONLY));
    phones.put("mutereferee", POLITE.with(OnRefer.SAY_NOTHING));
    phones.put("referglare", POLITE.with(OnRefer.GLARE_ONCE));
    phones.put("lateanswer", POLITE.with(OnRefer.ANSWER_LATE));
    phones.put("toolateanswer", POLITE.with(OnRefer.ANSWER_TOO_LATE));
    phones.put("hangupfirst", POLITE.with(OnRefer.HANG_UP_FIRST));
  }

  private void addByHabitOfNotifying() {
    phones.put("idrefer", POLITE.with(Habit.EVENT_ID));
    phones.put("earlynotify", POLITE.with(Habit.NOTIFIES_EARLY));
    phones.put("latenotify", POLITE.with(Habit.NOTIFIES_LATE));
    phones.put("headernotify", POLITE.with(Habit.NOTIFIES_WITH_HEADERS));
  }

  private void addByHabitOfCalling() {
    phones.put("latecall", POLITE.with(Habit.CALLS_LATE));
    phones.put("twice", POLITE.with(Habit.CALLS_TWICE));
    phones.put("giveup", POLITE.with(Habit.GIVES_UP));
    phones.put("plain", POLITE.with(Habit.DROPS_PARAMETERS));
    phones.put("oddcallid", POLITE.with(Habit.ODD_CALL_ID));
    phones.put("anonymous", POLITE.with(Habit.ANONYMOUS));
    phones.put("telfrom", POLITE.with(Habit.TEL_FROM));
  }
}
