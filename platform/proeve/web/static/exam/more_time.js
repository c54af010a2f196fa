/** Offers more time in the last minute, where the exam allows it. */

import { errorMessage, post } from "./connection.js";
import { button } from "./dom.js";
import { notice, withdraw } from "./notices.js";
import { words } from "./words.js";

const OFFER = "more-time";

/** Show the offer; `taken(reply)` is called with the server's new deadline. */
export function offerMoreTime({ minutes, url, token, taken }) {
  const take = button(words.moreTime.take(minutes), "btn btn-primary", async () => {
    take.disabled = true;
    const reply = await post(url, { headers: { "X-CSRFToken": token, Accept: "application/json" } });
    if (reply.status === 200) taken(reply);
    else {
      take.disabled = false;
      notice(OFFER, errorMessage(reply) ?? words.moreTime.failed, take);
    }
  });
  notice(OFFER, words.moreTime.offer, take);
}

/** Take the offer back: there is more time now, or none at all. */
export function stopOffering() {
  withdraw(OFFER);
}
