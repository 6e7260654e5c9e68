# German, with Sie. Each text begins with a word that is written with a capital in any case (Ihre, Sie, Ihnen): after a
# greeting with a comma a sentence goes on in small letters, after one with an exclamation mark it doesn't.

acknowledgement =
    Ihre Nachricht ist bei uns eingegangen, vielen Dank. Ihre Vorgangsnummer lautet { $ticket }.

    Wir antworten Ihnen bis zum { $answer_by }. Wenn Sie noch etwas ergänzen möchten, antworten Sie einfach auf diese Nachricht.
    .subject = Ihre Nachricht ist eingegangen ({ $ticket })

outside_hours =
    Ihre Nachricht ist bei uns eingegangen, vielen Dank. Ihre Vorgangsnummer lautet { $ticket }. Derzeit sind wir außerhalb unserer Servicezeiten; wir sind am { $open_from } wieder für Sie da.

    Wir antworten Ihnen, sobald wir zurück sind.
    .subject = Ihre Nachricht außerhalb unserer Servicezeiten ({ $ticket })

reply_delayed =
    Ihre Anfrage { $ticket } konnten wir nicht in der zugesagten Zeit beantworten. Dafür bitten wir Sie um Entschuldigung.

    Sie erhalten unsere Antwort bis zum { $answer_by }. Vielen Dank für Ihre Geduld.
    .subject = Unsere Antwort verzögert sich ({ $ticket })

escalated =
    Ihre Anfrage { $ticket } haben wir an unser Fachteam weitergegeben, das sich mit solchen Anliegen besonders gut auskennt.

    Sie brauchen nichts noch einmal zu erklären: Dem Fachteam liegt alles vor, was Sie uns geschrieben haben. Die Antwort erhalten Sie bis zum { $answer_by }.
    .subject = Ihre Anfrage liegt jetzt bei unserem Fachteam ({ $ticket })

solved =
    Ihre Anfrage { $ticket } ist gelöst. Wir hoffen, dass alles zu Ihrer Zufriedenheit ist.

    Falls noch etwas offen ist, antworten Sie bitte bis zum { $reopen_until } auf diese Nachricht. Dann kümmern wir uns weiter darum.
    .subject = Ihre Anfrage ist gelöst ({ $ticket })

survey_invitation =
    Ihre Meinung ist uns wichtig: Wie zufrieden waren Sie mit unserer Hilfe zu Ihrer Anfrage { $ticket }?

    { $questions ->
        [one] Es ist nur eine Frage, und Ihre Antwort hilft uns, besser zu werden:
       *[other] Es sind nur { $questions } Fragen, und Ihre Antworten helfen uns, besser zu werden:
    }

    { $survey }
    .subject = Wie zufrieden waren Sie mit uns? ({ $ticket })

return_received =
    Ihre Rücksendung zur Bestellung { $order } ist bei uns angekommen, vielen Dank.

    Wir prüfen die Ware und melden uns innerhalb von { $working_days ->
        [one] einem Arbeitstag
       *[other] { $working_days } Arbeitstagen
    } bei Ihnen.
    .subject = Ihre Rücksendung ist angekommen (Bestellung { $order })

refund_issued =
    Ihre Erstattung von { $amount } für die Bestellung { $order } haben wir veranlasst. Das Geld geht an das Zahlungsmittel, mit dem Sie bezahlt haben.

    Je nach Bank kann es bis zu { $working_days ->
        [one] einen Arbeitstag
       *[other] { $working_days } Arbeitstage
    } dauern, bis der Betrag auf Ihrem Konto eingeht.
    .subject = Ihre Erstattung von { $amount } (Bestellung { $order })

order_delayed =
    Ihre Bestellung { $order } kommt leider später an, als wir Ihnen zugesagt haben. Dafür bitten wir Sie um Entschuldigung. Wir rechnen jetzt mit der Lieferung am { $expected }.

    Sie brauchen nichts zu tun. Falls Ihnen der neue Termin nicht passt, antworten Sie bitte auf diese Nachricht. Dann finden wir gemeinsam eine Lösung.
    .subject = Ihre Bestellung { $order } verzögert sich

parcel_delivered =
    Ihre Bestellung { $order } mit { $product } wurde zugestellt. Wir wünschen Ihnen viel Freude daran.

    So gelingt der Einstieg:

    { $guide }

    Falls etwas fehlt oder beschädigt ist, antworten Sie bitte auf diese Nachricht. Wir kümmern uns darum.
    .subject = So gelingt der Einstieg: { $product }

coupon_issued =
    Ihr Gutschein ist da: { $amount } Rabatt auf Ihre nächste Bestellung.

    Code: { $coupon }

    Bitte geben Sie den Code bis zum { $valid_until } beim Bezahlen ein.
    .subject = Ihr Gutschein über { $amount }

points_earned =
    Ihre Bestellung { $order } hat Ihnen { $points ->
        [one] einen Punkt
       *[other] { $points } Punkte
    } gebracht. Vielen Dank für Ihren Einkauf.

    Ihr Punktestand beträgt jetzt { $balance ->
        [one] einen Punkt
       *[other] { $balance } Punkte
    }.
    .subject = { $points ->
        [one] Ein Punkt für Ihre Bestellung
       *[other] { $points } Punkte für Ihre Bestellung
    }

points_expiring =
    Ihr Punktekonto enthält { $points ->
        [one] einen Punkt, der nach dem { $expires } verfällt.
       *[other] { $points } Punkte, die nach dem { $expires } verfallen.
    }

    Bis einschließlich dieses Tages können Sie Ihre Punkte bei der nächsten Bestellung einlösen.
    .subject = { $points ->
        [one] Ein Punkt verfällt bald
       *[other] { $points } Punkte verfallen bald
    }

tier_raised =
    Sie haben die Stufe { $tier } erreicht. Herzlichen Glückwunsch! Alle Vorteile dieser Stufe gelten für Sie bis zum { $valid_until }.

    Vielen Dank für Ihre Treue.
    .subject = Willkommen in der Stufe { $tier }

tier_lowered =
    Ihre Stufe in unserem Treueprogramm ist jetzt { $tier }, da der Zeitraum Ihrer bisherigen Stufe abgelaufen ist.

    { $points ->
        [one] Ihnen fehlt nur ein Punkt
       *[other] Ihnen fehlen nur { $points } Punkte
    }, um Ihre bisherige Stufe wieder zu erreichen. Ihre gesammelten Punkte bleiben Ihnen erhalten.
    .subject = Ihre Stufe ist jetzt { $tier }

referral_rewarded =
    Ihre Empfehlung hat sich gelohnt: Jemand, den Sie eingeladen haben, hat zum ersten Mal bei uns bestellt. Als Dankeschön haben wir Ihrem Konto { $points ->
        [one] einen Punkt
       *[other] { $points } Punkte
    } gutgeschrieben.

    Vielen Dank, dass Sie uns weiterempfehlen.
    .subject = { $points ->
        [one] Ein Punkt für Ihre Empfehlung
       *[other] { $points } Punkte für Ihre Empfehlung
    }

birthday =
    Ihnen alles Gute zum Geburtstag! Als kleines Geschenk haben wir Ihrem Konto { $points ->
        [one] einen Punkt
       *[other] { $points } Punkte
    } gutgeschrieben.

    Einlösen können Sie Ihr Geschenk bis zum { $expires }. Wir wünschen Ihnen einen wunderschönen Tag.
    .subject = Alles Gute zum Geburtstag

verification_code =
    Ihr Bestätigungscode lautet { $code }. Er ist { $minutes ->
        [one] eine Minute
       *[other] { $minutes } Minuten
    } lang gültig.

    Bitte geben Sie ihn nur auf unserer Website oder in unserer App ein und teilen Sie ihn niemandem mit, auch uns nicht. Falls Sie keinen Code angefordert haben, können Sie diese Nachricht ignorieren.
    .subject = Ihr Bestätigungscode

machine_translated =
    Diese Nachricht wurde automatisch übersetzt. Originalsprache: { $language }. Falls etwas unklar ist, melden Sie sich bitte bei uns. Dann prüft ein Mensch die Übersetzung.
