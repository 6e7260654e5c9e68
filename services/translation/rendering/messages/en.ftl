# English as it is read in Britain and India; en-US.ftl has what is said otherwise in the United States.
# No word here is spelt in two ways.

acknowledgement =
    Thank you for getting in touch. Your message has reached us, and its reference number is { $ticket }.

    You will hear from us by { $answer_by }. If you would like to add anything in the meantime, please reply to this message.
    .subject = We have received your message ({ $ticket })

outside_hours =
    Thank you for your message. It has reached us, and its reference number is { $ticket }. Our team is away at the moment and will be back on { $open_from }.

    We will answer you as soon as we return.
    .subject = We have received your message and will be back soon ({ $ticket })

reply_delayed =
    We are sorry that our answer to your request { $ticket } is taking longer than we promised.

    You will have it by { $answer_by }. Thank you for your patience.
    .subject = Our answer is taking longer than promised ({ $ticket })

escalated =
    So that you get the right answer, we have passed your request { $ticket } to a specialist on our team.

    There is no need to explain anything again: the specialist can see everything that you have written to us. You will hear from them by { $answer_by }.
    .subject = A specialist is now looking after your request ({ $ticket })

solved =
    Your request { $ticket } has been solved. We hope that everything is as you need it to be.

    If anything is still open, please reply to this message by { $reopen_until }, and we will take it up again.
    .subject = Your request has been solved ({ $ticket })

survey_invitation =
    You were recently in touch with us about request { $ticket }. We would like to know how we did.

    { $questions ->
        [one] There is only one question, and your answer will help us to do better:
       *[other] There are only { $questions } questions, and your answers will help us to do better:
    }

    { $survey }
    .subject = How did we do? ({ $ticket })

return_received =
    The items that you sent back from order { $order } have arrived. Thank you for returning them.

    We will check them and write to you within { $working_days ->
        [one] one working day
       *[other] { $working_days } working days
    }.
    .subject = Your return has arrived (order { $order })

refund_issued =
    We have refunded { $amount } for your order { $order } to the payment method that you used.

    Depending on your bank, it can take up to { $working_days ->
        [one] one working day
       *[other] { $working_days } working days
    } for the money to reach your account.
    .subject = Your refund of { $amount } (order { $order })

order_delayed =
    We are sorry that your order { $order } will arrive later than we promised. We now expect it to reach you on { $expected }.

    No action is needed on your part. If the new date does not suit you, please reply to this message, and we will find a solution together.
    .subject = Your order { $order } is delayed

parcel_delivered =
    Your order { $order } with { $product } has been delivered. We hope that you enjoy it.

    Here is how to get started:

    { $guide }

    If anything is missing or damaged, please reply to this message, and we will put it right.
    .subject = Getting started with { $product }

coupon_issued =
    We have a coupon for you: it takes { $amount } off your next order.

    Code: { $coupon }

    Please enter it at the checkout by { $valid_until }.
    .subject = A coupon for you: { $amount } off your next order

points_earned =
    Thank you for your order { $order }. It has earned you { $points ->
        [one] one point
       *[other] { $points } points
    }.

    Your balance is now { $balance ->
        [one] one point
       *[other] { $balance } points
    }.
    .subject = { $points ->
        [one] You have earned one point
       *[other] You have earned { $points } points
    }

points_expiring =
    You have { $points ->
        [one] one point that expires
       *[other] { $points } points that expire
    } after { $expires }.

    You can spend { $points ->
        [one] it
       *[other] them
    } on your next order up to and including that day.
    .subject = { $points ->
        [one] One of your points expires soon
       *[other] { $points } of your points expire soon
    }

tier_raised =
    Congratulations: you have reached { $tier }. All its benefits are yours until { $valid_until }.

    Thank you for shopping with us.
    .subject = Welcome to { $tier }

tier_lowered =
    Your membership tier is now { $tier }, because the period of your previous tier has ended.

    You need only { $points ->
        [one] one more point
       *[other] { $points } more points
    } to return to your previous tier. All the points that you have collected are still yours.
    .subject = Your membership tier is now { $tier }

referral_rewarded =
    Someone whom you invited has placed their first order with us. To say thank you, we have added { $points ->
        [one] one point
       *[other] { $points } points
    } to your account.

    Thank you for recommending us.
    .subject = { $points ->
        [one] One point for your recommendation
       *[other] { $points } points for your recommendation
    }

birthday =
    We wish you a very happy birthday. As a present, we have added { $points ->
        [one] one point
       *[other] { $points } points
    } to your account.

    You can spend your present until { $expires }. Have a wonderful day.
    .subject = A birthday present for you

verification_code =
    Your verification code is { $code }. It is valid for { $minutes ->
        [one] one minute
       *[other] { $minutes } minutes
    }.

    Please enter it only on our website or in our app, and share it with nobody, not even with us. If you did not ask for a code, you can ignore this message.
    .subject = Your verification code

machine_translated =
    This message was translated automatically. Original language: { $language }. If anything is unclear, please tell us, and a person will check the translation.
