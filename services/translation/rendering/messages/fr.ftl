# French, with vous. The form "one" is also that of 0, so it has the number in it. Before : ; ! ? stands a space that
# doesn't break the line.

acknowledgement =
    Nous avons bien reçu votre message et vous en remercions. Votre demande porte le numéro { $ticket }.

    Nous vous répondrons au plus tard le { $answer_by }. Si vous souhaitez apporter une précision d’ici là, il vous suffit de répondre à ce message.
    .subject = Nous avons bien reçu votre message ({ $ticket })

outside_hours =
    Nous avons bien reçu votre message et vous en remercions. Votre demande porte le numéro { $ticket }. Notre service client est actuellement fermé et sera de nouveau à votre disposition le { $open_from }.

    Nous vous répondrons dès sa réouverture.
    .subject = Nous avons bien reçu votre message ; notre service est actuellement fermé ({ $ticket })

reply_delayed =
    Notre réponse à votre demande { $ticket } prend plus de temps que nous ne vous l’avions annoncé. Nous vous prions de bien vouloir nous en excuser.

    Vous la recevrez au plus tard le { $answer_by }. Nous vous remercions de votre patience.
    .subject = Notre réponse prend du retard ({ $ticket })

escalated =
    Afin de vous apporter la meilleure réponse, nous avons confié votre demande { $ticket } à un spécialiste de notre équipe.

    Vous n’avez rien à expliquer de nouveau : il dispose de tous vos échanges avec nous. Sa réponse vous parviendra au plus tard le { $answer_by }.
    .subject = Votre demande est confiée à un spécialiste ({ $ticket })

solved =
    Votre demande { $ticket } est désormais résolue. Nous espérons que la solution vous convient.

    S’il reste un point à éclaircir, il vous suffit de répondre à ce message jusqu’au { $reopen_until } : nous reprendrons votre demande.
    .subject = Votre demande est résolue ({ $ticket })

survey_invitation =
    Vous avez récemment contacté notre service client au sujet de la demande { $ticket }. Votre avis nous est précieux.

    { $questions ->
        [one] Il suffit de répondre à { $questions } question, et votre réponse nous aidera à progresser :
        [many] Il suffit de répondre à { $questions } de questions, et vos réponses nous aideront à progresser :
       *[other] Il suffit de répondre à { $questions } questions, et vos réponses nous aideront à progresser :
    }

    { $survey }
    .subject = Votre avis sur notre service ({ $ticket })

return_received =
    Votre retour concernant la commande { $order } nous est bien parvenu. Nous vous en remercions.

    Nous allons le contrôler et vous écrirons sous { $working_days ->
        [one] { $working_days } jour ouvré
        [many] { $working_days } de jours ouvrés
       *[other] { $working_days } jours ouvrés
    }.
    .subject = Votre retour est bien arrivé (commande { $order })

refund_issued =
    Nous avons procédé au remboursement de { $amount } pour votre commande { $order }, sur le moyen de paiement que vous aviez utilisé.

    Selon votre banque, il peut s’écouler jusqu’à { $working_days ->
        [one] { $working_days } jour ouvré
        [many] { $working_days } de jours ouvrés
       *[other] { $working_days } jours ouvrés
    } avant que la somme n’apparaisse sur votre compte.
    .subject = Votre remboursement de { $amount } (commande { $order })

order_delayed =
    Votre commande { $order } arrivera plus tard que prévu. Nous vous prions de bien vouloir nous excuser pour ce retard. Elle est désormais attendue le { $expected }.

    Vous n’avez aucune démarche à effectuer. Si cette nouvelle date ne vous convient pas, il vous suffit de répondre à ce message : nous trouverons ensemble une solution.
    .subject = Votre commande { $order } est retardée

parcel_delivered =
    Votre commande { $order }, avec { $product }, vous a été livrée. Nous espérons qu’elle vous donnera entière satisfaction.

    Voici comment bien commencer :

    { $guide }

    S’il manque un article ou si l’un d’eux est abîmé, il vous suffit de répondre à ce message : nous ferons le nécessaire.
    .subject = Bien commencer avec { $product }

coupon_issued =
    Nous avons le plaisir de vous offrir un bon de réduction de { $amount } à valoir sur votre prochaine commande.

    Code : { $coupon }

    Vous pouvez le saisir au moment du paiement, jusqu’au { $valid_until } inclus.
    .subject = Un bon de réduction de { $amount } pour vous

points_earned =
    Nous vous remercions de votre commande { $order }. Elle vous a rapporté { $points ->
        [one] { $points } point
        [many] { $points } de points
       *[other] { $points } points
    }.

    Votre solde est maintenant de { $balance ->
        [one] { $balance } point
        [many] { $balance } de points
       *[other] { $balance } points
    }.
    .subject = { $points ->
        [one] Vous avez gagné { $points } point
        [many] Vous avez gagné { $points } de points
       *[other] Vous avez gagné { $points } points
    }

points_expiring =
    Nous vous informons que { $points ->
        [one] { $points } point de votre compte fidélité expirera
        [many] { $points } de points de votre compte fidélité expireront
       *[other] { $points } points de votre compte fidélité expireront
    } après le { $expires }.

    Vous pouvez les utiliser lors de votre prochaine commande, jusqu’à cette date incluse.
    .subject = { $points ->
        [one] { $points } point expire bientôt
        [many] { $points } de points expirent bientôt
       *[other] { $points } points expirent bientôt
    }

tier_raised =
    Félicitations, vous avez atteint le statut { $tier }. Vous bénéficiez de tous ses avantages jusqu’au { $valid_until }.

    Nous vous remercions de votre fidélité.
    .subject = Bienvenue dans le statut { $tier }

tier_lowered =
    Votre statut de fidélité est désormais { $tier }, la période de votre statut précédent étant arrivée à son terme.

    Il ne vous manque que { $points ->
        [one] { $points } point
        [many] { $points } de points
       *[other] { $points } points
    } pour retrouver votre statut précédent. Les points que vous avez cumulés vous restent acquis.
    .subject = Votre statut de fidélité est désormais { $tier }

referral_rewarded =
    Une personne que vous avez invitée vient de passer sa première commande chez nous. Pour vous remercier, nous avons crédité votre compte de { $points ->
        [one] { $points } point
        [many] { $points } de points
       *[other] { $points } points
    }.

    Nous vous remercions de nous recommander.
    .subject = { $points ->
        [one] { $points } point pour votre recommandation
        [many] { $points } de points pour votre recommandation
       *[other] { $points } points pour votre recommandation
    }

birthday =
    Nous vous souhaitons un très bon anniversaire. À cette occasion, nous avons crédité votre compte de { $points ->
        [one] { $points } point
        [many] { $points } de points
       *[other] { $points } points
    }.

    Vous pouvez profiter de ce cadeau jusqu’au { $expires }. Nous vous souhaitons une excellente journée.
    .subject = Un cadeau pour votre anniversaire

verification_code =
    Votre code de vérification est { $code }. Il est valable { $minutes ->
        [one] { $minutes } minute
        [many] { $minutes } de minutes
       *[other] { $minutes } minutes
    }.

    Veuillez le saisir uniquement sur notre site ou dans notre application, et ne le communiquer à personne, pas même à nous. Si vous n’avez pas demandé de code, vous pouvez ignorer ce message.
    .subject = Votre code de vérification

machine_translated =
    Ce message a été traduit automatiquement. Langue d’origine : { $language }. Si un point vous semble peu clair, veuillez nous l’indiquer : une personne vérifiera la traduction.
